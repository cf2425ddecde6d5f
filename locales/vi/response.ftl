# The pages on which people answer a survey. Short words, kind, true.

response-language = Ngôn ngữ
response-draft = DRAFT (bản nháp): chưa có ai xem lại bản dịch này.
response-consent-web = Nếu quý vị trả lời trên trang này, chúng tôi không nhắn tin cho quý vị. Chúng tôi không hỏi tên hay số điện thoại.
response-agree = Có, tôi đồng ý
response-refuse = Không, cảm ơn
response-refused-title = Không sao cả
response-refused = Cảm ơn quý vị đã đọc. Chúng tôi không lưu gì cả, và việc chăm sóc quý vị vẫn như cũ.
response-refused-back = Quý vị đổi ý? Quay lại
response-back = Quay lại
response-step = Câu { $number } trên { $count }
response-continue = Tiếp tục
response-skip = Bỏ qua
response-saved = Quý vị có thể dừng bất cứ lúc nào. Những gì đã gửi đều được lưu, và địa chỉ của trang này sẽ đưa quý vị trở lại. Xin giữ riêng địa chỉ này: ai có nó đều xem được câu trả lời của quý vị.
response-place =
    { $place ->
        [1] Lựa chọn thứ nhất
        [2] Lựa chọn thứ hai
        [3] Lựa chọn thứ ba
       *[other] Lựa chọn thứ { $place }
    }
response-pick = Xin chọn
response-yes = Có
response-no = Không
response-day = Ngày
response-month = Tháng
response-year = Năm
response-date = ngày { $day } tháng { $month } năm { $year }
response-error = Lỗi:
response-problem = Có chỗ chưa đúng
response-missing-one = Xin chọn một câu trả lời
response-missing-some = Xin chọn ít nhất một câu trả lời
response-missing-place = Xin chọn ít nhất lựa chọn thứ nhất
response-missing-text = Xin viết câu trả lời
response-wrong-number = Xin viết một con số, ví dụ 3
response-wrong-precise = Xin viết nhiều nhất { $most } chữ số sau dấu thập phân
response-wrong-date = Xin điền ngày, tháng, năm bằng số, và năm đủ bốn chữ số
response-wrong-calendar = Ngày này không có trong lịch. Xin xem lại
response-wrong-range = Xin chọn một số từ { $min } đến { $max }
response-wrong-too-small = Xin chọn một số từ { $min } trở lên
response-wrong-too-large = Xin chọn một số từ { $max } trở xuống
response-wrong-repeated = Quý vị đã chọn “{ $choice }” hai lần. Xin chỉ chọn một lần
response-wrong-too-many = Xin chọn nhiều nhất { $most }
response-wrong-too-long = Xin viết ngắn lại, nhiều nhất { $most } ký tự
response-wrong-code = Chúng tôi không tìm thấy mã này. Xin xem lại từng chữ và số
response-check-title = Xem lại câu trả lời
response-check = Đây có phải là điều quý vị muốn nói không? Quý vị vẫn có thể sửa. Sau khi gửi thì không sửa được nữa.
response-change = Sửa
response-change-question = Sửa: { $question }
response-send = Gửi câu trả lời
response-skipped = Đã bỏ qua
response-open = Chưa trả lời
response-thanks-title = Cảm ơn quý vị!
response-thanks = Chúng tôi đã nhận được câu trả lời. Dù quý vị nói gì, việc chăm sóc quý vị vẫn như cũ.
response-heard = Xem chúng tôi đã nghe được gì và đang làm gì
response-receipt-title = Mã biên nhận của quý vị
response-receipt = Xin giữ mã này, ví dụ chụp ảnh lại. Với mã này, quý vị có thể xóa câu trả lời sau này. Chúng tôi không biết câu trả lời nào là của quý vị: chỉ mã này mới tìm được.
response-agreed = Điều quý vị đã đồng ý
response-withdraw-link = Xóa câu trả lời của tôi
response-withdraw-title = Xóa câu trả lời của quý vị
response-withdraw = Xin viết mã biên nhận mà quý vị nhận được sau khi gửi câu trả lời. Chúng tôi sẽ xóa chúng. Các số tổng đã công bố không thay đổi.
response-withdraw-by-text = Quý vị đã trả lời bằng tin nhắn? Hãy nhắn DELETE đến số đã nhắn tin cho quý vị.
response-code = Mã biên nhận
response-withdraw-button = Xóa câu trả lời của tôi
response-withdraw-back = Đến bản khảo sát
response-withdrawn-title = Câu trả lời của quý vị đã được xóa
response-withdrawn = Chúng tôi đã xóa những gì quý vị nói. Việc chăm sóc quý vị vẫn như cũ.
response-stays-title = Những gì còn lại
response-stays-proof = Một ghi chú rằng có người đã đồng ý rồi rút lại. Trong đó không có tên và không có câu trả lời nào của quý vị.
response-stays-backups = Bản chép trong các bản sao lưu của chúng tôi. Mỗi bản sao lưu được giữ tối đa { $days } ngày.
response-stays-carriers = Tin nhắn. Nếu quý vị đã nhắn cho chúng tôi, các công ty điện thoại có thể giữ tin nhắn theo quy định riêng của họ.
response-over-title = Quý vị đã gửi câu trả lời rồi
response-over = Những gì quý vị đã gửi vẫn an toàn. Không thể sửa được nữa, nên chúng tôi không lưu câu trả lời này.
response-over-withdrawn = Bản khảo sát này đã đóng đối với quý vị, nên chúng tôi không lưu câu trả lời này.
